using System.Collections.Immutable;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Simulating;

/// <summary>What a fault does to the clients of one place at one steered name.</summary>
/// <param name="Name">The steered name.</param>
/// <param name="Place">The place.</param>
/// <param name="Before">Where its clients are sent now, largest share first.</param>
/// <param name="After">Where they would be sent.</param>
/// <param name="Places">How many places fare like that and are told together.</param>
public sealed record Move(DomainName Name, string Place, ImmutableArray<Share> Before, ImmutableArray<Share> After, int Places = 1)
{
    /// <summary>Which part of the clients would be sent elsewhere: 0 to 1.</summary>
    public double Moved => Before.Sum(share =>
        Math.Max(0, share.Part - After.Where(after => after.Pool == share.Pool && after.Region == share.Region && after.Records == share.Records).Sum(after => after.Part)));

    /// <summary>Whether anyone would be sent elsewhere.</summary>
    public bool IsMove => Moved > 0.0001;

    /// <summary>Whether someone would get an empty answer.</summary>
    public bool IsEmpty => After.Any(share => share.IsNothing);

    /// <summary>Whether someone would be answered by the fallback.</summary>
    public bool IsFallback => After.Any(share => share.IsFallback);
}
