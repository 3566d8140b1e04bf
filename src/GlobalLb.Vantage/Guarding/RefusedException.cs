namespace GlobalLb.Vantage.Guarding;

/// <summary>A connection that was not made because its address is not probed. Only where the address was not known before.</summary>
internal sealed class RefusedException(string refusal) : Exception(refusal);
