namespace GlobalLb.Control.Alerting;

/// <summary>Something that is likely the observer's fault.</summary>
/// <param name="Key">What it is, among all conditions.</param>
/// <param name="Text">The same for people.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct ObserverFault(string Key, string Text, string Reason)
{
    /// <summary>What the silence of all vantages is known by.</summary>
    public const string SilenceKey = "silence";

    private const string OfVantage = "vantage:";

    /// <summary>Nothing is withdrawn because of health.</summary>
    public static ObserverFault Freeze(string reason) => new("freeze", "health withdraws nothing: it is frozen", reason);

    /// <summary>No vantage reports.</summary>
    public static ObserverFault Silence(string reason) => new(SilenceKey, "no vantage reports", reason);

    /// <summary>The word of one vantage does not count.</summary>
    public static ObserverFault Vantage(string vantage, string reason) => new(KeyOf(vantage), $"the word of vantage {vantage} does not count", reason);

    /// <summary>What the fault of a vantage is known by.</summary>
    public static string KeyOf(string vantage) => $"{OfVantage}{vantage}";

    /// <summary>What is said when it is over.</summary>
    public static string OverOf(string key) => key switch
    {
        "freeze" => "the freeze is over: health withdraws again",
        SilenceKey => "vantages report again",
        _ => $"the word of vantage {key[OfVantage.Length..]} counts again",
    };
}
