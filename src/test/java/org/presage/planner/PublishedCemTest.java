package org.presage.planner;

class PublishedCemTest extends OptimizerKit {

	@Override
	Optimizer optimizer() {
		return new CrossEntropyMethod(CemSettings.published(1), 3);
	}

}
