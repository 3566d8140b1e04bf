namespace GlobalLb.Store.Alerts;

/// <summary>What became of a message.</summary>
public enum AlertFate
{
    /// <summary>Somebody asked for a test; the Control that leads has not seen it yet.</summary>
    Asked,

    /// <summary>It is on its way, or is tried again.</summary>
    Waiting,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>It was given up.</summary>
    Failed,

    /// <summary>Too many waited behind one another, or the receiver is no more.</summary>
    Dropped,
}
