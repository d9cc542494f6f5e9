package org.presage.planner;

class EfficientCemTest extends OptimizerKit {

	@Override
	OptimizerSettings settings() {
		return CemSettings.efficient(1).resized(32, 8);
	}

}
