package org.presage.planner;

class PublishedCemTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return CemSettings.published(1);
	}

}
