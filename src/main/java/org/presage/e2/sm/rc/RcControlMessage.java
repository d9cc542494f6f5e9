package org.presage.e2.sm.rc;

import java.util.List;

import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * E2SM-RC-ControlMessage, format 1: the parameters to set.
 *
 * @param parameters in the order in which they are sent
 */
public record RcControlMessage(List<Parameter> parameters) {

	/** E2SM-RC-ControlMessage. */
	public static final PerType<RcControlMessage> TYPE = sequence("E2SM-RC-ControlMessage", (s) -> {
		PerType<Parameter> item = Parameter.item("E2SM-RC-ControlMessage-Format1-Item", ParameterValue.TYPE);
		PerType<RcControlMessage> format1 = sequence("E2SM-RC-ControlMessage-Format1", (f) -> {
			var parameters = f.required("ranP-List", list(0, 65535, item), RcControlMessage::parameters);
			return (v) -> new RcControlMessage(v.get(parameters));
		});
		PerType<RcControlMessage> formats = choice("ric-controlMessage-formats",
				(c) -> c.root("controlMessage-Format1", RcControlMessage.class, format1));
		var message = s.required("ric-controlMessage-formats", formats, (RcControlMessage itself) -> itself);
		return (v) -> v.get(message);
	});

}
