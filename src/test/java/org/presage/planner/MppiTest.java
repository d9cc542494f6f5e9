package org.presage.planner;

class MppiTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return MppiSettings.standard(64, 8, 1);
	}

}
