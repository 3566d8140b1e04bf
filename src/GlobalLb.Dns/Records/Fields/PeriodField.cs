namespace GlobalLb.Dns.Records.Fields;

/// <summary>A period of four octets, in seconds; its text may have units.</summary>
/// <param name="word">What the period is called in sentences.</param>
internal sealed class PeriodField(string word) : NumberField(word, 4)
{
    /// <inheritdoc/>
    protected override string Allowed => $"a period such as 3600 or 1h, at most {TimeToLive.Longest} seconds";

    // Periods above the limit exist in wire form; what we format we must be able to parse.
    /// <inheritdoc/>
    protected override bool TryParse(string field, out uint value) => TimeToLive.TryParse(field, out value) || base.TryParse(field, out value);
}
