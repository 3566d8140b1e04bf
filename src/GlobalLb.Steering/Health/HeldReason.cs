namespace GlobalLb.Steering.Health;

/// <summary>How it is said that something is held back: written by who judges, and recognised by who shows it.</summary>
public static class HeldReason
{
    private const string Waits = "seems down and is still answered: ";
    private const string Held = "held down for ";
    private const string Between = "; ";

    /// <summary>What is said of an endpoint that a freeze or the limit keeps in answers.</summary>
    /// <param name="reason">Why it seems down.</param>
    public static string Waiting(string reason) => Waits + reason;

    /// <summary>Whether that is said.</summary>
    public static bool IsWaiting(string reason) => reason.StartsWith(Waits, StringComparison.Ordinal);

    /// <summary>What is said of an endpoint that is up again and has fallen too often.</summary>
    /// <param name="reason">Why it is up.</param>
    /// <param name="length">How long it stays down after its last fall.</param>
    public static string HoldingDown(string reason, TimeSpan length) => $"up again ({reason}), and {Held}{length.TotalSeconds:0} s after it fell again and again";

    /// <summary>Whether that is said.</summary>
    public static bool IsHoldingDown(string reason) => reason.StartsWith("up again (", StringComparison.Ordinal) && reason.Contains($"), and {Held}", StringComparison.Ordinal);

    /// <summary>What is said of a vantage whose word would withdraw something and does not count.</summary>
    /// <param name="vantage">Its code.</param>
    /// <param name="why">Why not, as a phrase.</param>
    public static string Ignoring(string vantage, string why) => Ignored(vantage) + why;

    /// <summary>Why the word of a vantage does not count, as a phrase; null: that is not said.</summary>
    /// <param name="held">All that is held, as it is published; null: nothing.</param>
    /// <param name="vantage">Its code.</param>
    public static string? WhyIgnored(string? held, string vantage)
    {
        var said = Ignored(vantage);
        return held?.Split(Between).FirstOrDefault(sentence => sentence.StartsWith(said, StringComparison.Ordinal))?[said.Length..];
    }

    /// <summary>All that is held as one text; null: nothing.</summary>
    public static string? Join(IReadOnlyCollection<string> held) => held.Count > 0 ? string.Join(Between, held) : null;

    private static string Ignored(string vantage) => $"the word of vantage {vantage} does not count: ";
}
