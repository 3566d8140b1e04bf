using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Alerting;

/// <summary>One receiver: what it knows, and who brings it messages.</summary>
internal sealed class Desk(Courier courier)
{
    public AlertFold Fold { get; set; } = AlertFold.Fresh;

    public Courier Courier => courier;

    public AlertReceiver Receiver => courier.Receiver;
}
