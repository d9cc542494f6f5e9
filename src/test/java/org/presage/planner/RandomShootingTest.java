package org.presage.planner;

class RandomShootingTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return new RandomSettings(1000, 200, 1);
	}

}
