/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import org.presage.e2.ap.OtherProcedure;
import org.presage.e2.ap.RicSubscriptionFailure;
import org.presage.e2.asn1.BitString;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.GlobalNodeId;
import org.presage.e2.sm.common.GlobalNodeId.NodeId;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.rc.ParameterValue;

/** Records of any kind, filled with what their grammar allows. */
final class RandomValues {

	private static final Map<String, Integer> SIZES = Map.of("ranUeId", 8, "collectStartTime", 8, "group", 2, "code", 1,
			"startTime", 8, "endTime", 8);

	/** Components that the standard grammar does not have. */
	private static final Set<String> ONLY_V200 = Set.of("cellObjectId", "subscriptionId", "node", "nodes");

	private static final int DEEP = 12;

	private final RandomGenerator random;

	private int depth;

	/** The last component that says which station is meant. */
	private Class<? extends NodeId> station = NodeId.Gnb.class;

	RandomValues(RandomGenerator random) {
		this.random = random;
	}

	<T> T of(Class<T> java) {
		return java.cast(value(java, java, ""));
	}

	private Object value(Class<?> java, Type generic, String name) {
		if (java == long.class || java == Long.class) {
			return 1 + this.random.nextLong(63);
		}
		if (java == int.class || java == Integer.class) {
			return 1 + this.random.nextInt(63);
		}
		if (java == boolean.class) {
			return this.random.nextBoolean();
		}
		if (java == Boolean.class) {
			return true;
		}
		if (java == double.class) {
			return this.random.nextGaussian() * Math.scalb(1, this.random.nextInt(-60, 60));
		}
		if (java == String.class) {
			return "Name_" + this.random.nextInt();
		}
		if (java == Octets.class) {
			byte[] bytes = new byte[SIZES.getOrDefault(name, 3)];
			this.random.nextBytes(bytes);
			return Octets.of(bytes);
		}
		if (java == BitString.class) {
			StringBuilder digits = new StringBuilder();
			this.random.ints(22 + this.random.nextInt(11), 0, 2).forEach(digits::append);
			return BitString.of(digits.toString());
		}
		if (java == List.class) {
			return list(((ParameterizedType) generic).getActualTypeArguments()[0], name);
		}
		if (java.isEnum()) {
			return java.getEnumConstants()[this.random.nextInt(java.getEnumConstants().length)];
		}
		return java.isRecord() ? record(java) : alternative(java);
	}

	private List<Object> list(Type element, String name) {
		List<Object> list = new ArrayList<>();
		Class<?> java = (Class<?>) ((element instanceof ParameterizedType inner) ? inner.getRawType() : element);
		int size = 2 + this.random.nextInt(2);
		for (int i = 0; i < size; i++) {
			list.add(value(java, element, name));
		}
		return list;
	}

	private Object alternative(Class<?> choice) {
		if (choice == NodeId.class) {
			return record(this.station);
		}
		Class<?>[] alternatives = (choice == ParameterValue.class && this.depth > DEEP)
				? new Class<?>[] { ParameterValue.Plain.class } : inStandard(choice.getPermittedSubclasses());
		return record(alternatives[this.random.nextInt(alternatives.length)]);
	}

	private Object record(Class<?> java) {
		this.depth++;
		RecordComponent[] components = java.getRecordComponents();
		@Nullable Object[] values = new @Nullable Object[components.length];
		for (int i = 0; i < components.length; i++) {
			RecordComponent component = components[i];
			AnnotatedElement annotated = component.getAnnotatedType();
			boolean mayMiss = annotated.isAnnotationPresent(Nullable.class);
			if (component.getType() == GlobalNodeId.class) {
				this.station = station(java, component.getName());
			}
			boolean other = mayMiss && ONLY_V200.contains(component.getName());
			values[i] = other ? null : (mayMiss && (this.depth > DEEP || this.random.nextInt(3) == 0)) ? null
					: value(component.getType(), component.getGenericType(), component.getName());
		}
		if (java == RicSubscriptionFailure.class) {
			values[3] = List.of();
		}
		if (java == OtherProcedure.class) {
			values[0] = 100;
		}
		if (java == Measurement.class) {
			values[0] = (values[1] == null) ? "Name" : null;
		}
		this.depth--;
		try {
			var constructor = java.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
			constructor.setAccessible(true);
			return constructor.newInstance(values);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(java.getName(), ex);
		}
	}

	/** KPM v2.00 alone has devices of any octets. */
	private static Class<?>[] inStandard(Class<?>[] alternatives) {
		return Arrays.stream(alternatives)
			.filter((alternative) -> alternative != UeId.Opaque.class)
			.toArray(Class<?>[]::new);
	}

	/** Each grammar of a station admits stations of its own. */
	private static Class<? extends NodeId> station(Class<?> owner, String component) {
		return switch (component) {
			case "globalEnb" -> NodeId.Home.class;
			case "globalNgEnb" -> NodeId.Macro.class;
			case "id" -> (owner == GlobalNodeId.NgRanNode.NgEnb.class) ? NodeId.LongMacro.class : NodeId.Gnb.class;
			default -> NodeId.Gnb.class;
		};
	}

}
