using System.Net;

namespace GlobalLb.Vantage.Guarding;

/// <summary>A prefix that is not a part of the public Internet.</summary>
/// <param name="Prefix">The prefix.</param>
/// <param name="What">What its addresses are, in words that follow "is".</param>
internal sealed record SpecialAddress(IPNetwork Prefix, string What)
{
    public bool Holds(IPAddress address) => Prefix.Contains(address);
}
