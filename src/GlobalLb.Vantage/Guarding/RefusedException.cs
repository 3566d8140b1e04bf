namespace GlobalLb.Vantage.Guarding;

/// <summary>A connection that was not made because of its address. Only where the address was not known before.</summary>
/// <param name="refusal">Why, as a sentence.</param>
public sealed class RefusedException(string refusal) : Exception(refusal);
