namespace GlobalLb.Steering.Configuration;

/// <summary>A step of a <see cref="RampNode"/>.</summary>
/// <param name="Share">Percent of the clients that go to the new child, 1 to 100.</param>
/// <param name="Hold">Seconds until the next step, 0 to 31 536 000; the last step stays, whatever it says.</param>
public sealed record RampStep(int Share, int Hold);
