package org.presage.sim.onos;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import tools.jackson.databind.json.JsonMapper;

import org.presage.e2.sm.common.CellGlobalId;
import org.presage.ric.onos.topo.Entity;
import org.presage.ric.onos.topo.Event;
import org.presage.ric.onos.topo.EventType;
import org.presage.ric.onos.topo.Object;
import org.presage.ric.onos.topo.Relation;
import org.presage.ric.onos.topo.TopoGrpc;
import org.presage.ric.onos.topo.WatchRequest;
import org.presage.ric.onos.topo.WatchResponse;
import org.presage.sim.e2.PeerNode;

/** A topology that tells what is there; nothing changes in it. */
final class PeerTopo extends TopoGrpc.TopoImplBase {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** What onos-e2t knows. */
	private static final String KPM_V2 = "1.3.6.1.4.1.53148.1.2.2.2";

	/** What it would know with a plug-in for the standard grammar. */
	private static final String KPM_V4 = "1.3.6.1.4.1.53148.1.4.2.2";

	private static final String E2T = "e2:onos-e2t";

	private final Collection<PeerNode> nodes;

	PeerTopo(Collection<PeerNode> nodes) {
		this.nodes = nodes;
	}

	@Override
	public void watch(WatchRequest request, StreamObserver<WatchResponse> answers) {
		for (PeerNode node : this.nodes) {
			tell(answers, aspect(entity(node.id(), "e2node"), "onos.topo.E2Node", Map
				.of("serviceModels", Map.of(node.grammar().isV200() ? KPM_V2 : KPM_V4, Map.of("name", "ORAN-E2SM-KPM", "ranFunctions",
						List.of(Map.of("@type", "type.googleapis.com/onos.topo.KPMRanFunction", "reportStyles", List
							.of(Map.of("type", 1, "measurements",
									node.measurements().stream().map((name) -> Map.of("name", name)).toList())))))))));
			tell(answers, relation("controls", E2T, node.id()));
			for (CellGlobalId.Nr cell : node.cells()) {
				String id = "%s/%s%09x".formatted(node.id(), cell.plmn(), cell.nci());
				tell(answers,
						aspect(entity(id, "e2cell"), "onos.topo.E2Cell", Map.of("cellObjectId", node.grammar().isV200() ? node.objectId(cell) : id, "cellGlobalId",
								Map.of("value", "%s%09x".formatted(cell.plmn(), cell.nci()), "type", "NRCGI"))));
				tell(answers, relation("contains", node.id(), id));
			}
		}
	}

	private static void tell(StreamObserver<WatchResponse> answers, Object.Builder object) {
		answers.onNext(WatchResponse.newBuilder()
			.setEvent(Event.newBuilder().setType(EventType.ADDED).setObject(object))
			.build());
	}

	private static Object.Builder entity(String id, String kind) {
		return Object.newBuilder().setId(id).setType(Object.Type.ENTITY).setEntity(Entity.newBuilder().setKindId(kind));
	}

	private static Object.Builder aspect(Object.Builder object, String name, Map<String, ?> value) {
		return object.putAspects(name,
				Any.newBuilder()
					.setTypeUrl(name)
					.setValue(ByteString.copyFrom(JSON.writeValueAsString(value), StandardCharsets.UTF_8))
					.build());
	}

	private static Object.Builder relation(String kind, String from, String to) {
		return Object.newBuilder()
			.setId(kind + ":" + from + ":" + to)
			.setType(Object.Type.RELATION)
			.setRelation(Relation.newBuilder().setKindId(kind).setSrcEntityId(from).setTgtEntityId(to));
	}

}
