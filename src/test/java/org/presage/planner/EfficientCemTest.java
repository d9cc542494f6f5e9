package org.presage.planner;

class EfficientCemTest extends OptimizerKit {

	@Override
	Optimizer optimizer() {
		return new CrossEntropyMethod(new CemSettings(32, 8, 0.12, true, true, 0.4, 0.005, false, 1), 3);
	}

}
