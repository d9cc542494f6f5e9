// Attaches two toy cells and prints what Presage decides: attach-two-cells [HOST:PORT [REPORTS]]
package main

//go:generate sh generate.sh
import (
	"context"
	"fmt"
	"log"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	"example.org/attach-two-cells/presage"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// A cell with a queue: more PRBs serve more bytes. Replace it by what your node measures.
type cell struct {
	name     string
	arrivals float64 // bytes in an interval of 100 ms
	queue    float64
	prbs     uint32
}

func (c *cell) report(step int, end time.Time) *presage.AttachRequest {
	sinr := 10 + c.arrivals/20_000 + 5*math.Sin(float64(step)/7)
	efficiency := 0.6 * math.Log2(1+math.Pow(10, sinr/10))
	c.queue = math.Max(0, c.queue+c.arrivals-float64(c.prbs)*efficiency*180e3*0.1/8)
	return &presage.AttachRequest{Message: &presage.AttachRequest_Report{Report: &presage.E2Report{
		NodeId: "example", Cell: &presage.CellIdentity{Identity: &presage.CellIdentity_Name{Name: c.name}},
		Sequence: uint64(step), IntervalEnd: timestamppb.New(end),
		Kpis: []*presage.KpiValue{{Name: "SINR", Value: sinr}, {Name: "RSRP", Value: sinr - 105}, {Name: "SE", Value: efficiency},
			{Name: "BLER", Value: 0.1 / (1 + math.Exp(sinr/3))}, {Name: "PRBs", Value: float64(c.prbs)},
			{Name: "Buffer", Value: c.queue}, {Name: "Delay", Value: 5 + 100*c.queue/c.arrivals}},
	}}}
}

func (c *cell) answered(answer *presage.AttachResponse) {
	if r := answer.GetRejected(); r != nil {
		fmt.Printf("%s rejected: %s: expected %s, found %s\n", c.name, r.Field, r.Expected, r.Found)
		return
	}
	d := answer.GetDecision()
	if d.Prbs != nil {
		c.prbs = *d.Prbs
	}
	outcome := strings.TrimPrefix(d.Outcome.String(), "DECISION_OUTCOME_")
	fmt.Printf("%s #%d %s: %d PRBs %s\n", c.name, d.Sequence, outcome, c.prbs, d.Detail)
}

func check[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func main() {
	args := append(os.Args[1:], []string{"localhost:50051", "100"}[min(len(os.Args)-1, 2):]...)
	connection := check(grpc.NewClient(args[0], grpc.WithTransportCredentials(insecure.NewCredentials())))
	defer connection.Close()
	stream := check(presage.NewControlLoopServiceClient(connection).Attach(context.Background()))
	start := time.Now()
	for step, last := 1, check(strconv.Atoi(args[1])); step <= last; step++ {
		end := start.Add(time.Duration(step) * 100 * time.Millisecond)
		time.Sleep(time.Until(end))
		for _, c := range cells {
			check(0, stream.Send(c.report(step, end)))
			c.answered(check(stream.Recv()))
		}
	}
	check(0, stream.CloseSend())
}

var cells = []*cell{{name: "cell-a", arrivals: 60_000, prbs: 50}, {name: "cell-b", arrivals: 20_000, prbs: 50}}
