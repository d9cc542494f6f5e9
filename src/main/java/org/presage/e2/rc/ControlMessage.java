package org.presage.e2.rc;

import java.util.List;

import org.presage.e2.per.PerType;

import static org.presage.e2.per.ChoiceType.choice;
import static org.presage.e2.per.Per.list;
import static org.presage.e2.per.SequenceType.sequence;

/**
 * E2SM-RC-ControlMessage, format 1: the parameters to set.
 *
 * @param parameters in the order in which they are sent
 */
public record ControlMessage(List<Parameter> parameters) {

	/** E2SM-RC-ControlMessage. */
	public static final PerType<ControlMessage> TYPE = sequence("E2SM-RC-ControlMessage", (s) -> {
		PerType<Parameter> item = Parameter.item("E2SM-RC-ControlMessage-Format1-Item", ParameterValue.TYPE);
		PerType<ControlMessage> format1 = sequence("E2SM-RC-ControlMessage-Format1", (f) -> {
			var parameters = f.required("ranP-List", list(0, 65535, item), ControlMessage::parameters);
			return (v) -> new ControlMessage(v.get(parameters));
		});
		PerType<ControlMessage> formats = choice("ric-controlMessage-formats",
				(c) -> c.root("controlMessage-Format1", ControlMessage.class, format1));
		var message = s.required("ric-controlMessage-formats", formats, (ControlMessage itself) -> itself);
		return (v) -> v.get(message);
	});

}
