using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// What a node that decides by place makes of one: which of its branches a client is sent to, best first. Most nodes of a
/// configuration share one. It is a pure function, so that <see cref="FitTable"/> can ask it for all addresses beforehand.
/// </summary>
internal abstract class PlaceSet(PrefixFits prefixes)
{
    /// <summary>The most branches that a list can have: prefixes of every length, all parts of a place, and the last.</summary>
    public const int MostFits = 129 + Place.PartCount + 1;

    /// <summary>What documents call such a node.</summary>
    public abstract string Word { get; }

    /// <summary>Which prefixes an address lies in, as a number; 0: in none.</summary>
    public PrefixFits Prefixes { get; } = prefixes;

    /// <summary>Whether it makes a difference where a client is.</summary>
    public abstract bool AsksForPlaces { get; }

    /// <summary>Writes the branches for a client, best first, each once.</summary>
    /// <param name="fit">What <see cref="Prefixes"/> has for the client.</param>
    /// <param name="place">Where the client is.</param>
    /// <param name="branches">Room for <see cref="MostFits"/>.</param>
    /// <returns>How many.</returns>
    public abstract int List(int fit, Place place, Span<int> branches);

    /// <summary>Whether a list may end in a fence.</summary>
    public virtual bool HasFences => false;

    /// <summary>Whether a branch, the last of a list, keeps the client from all others.</summary>
    public virtual bool IsFence(int branch) => false;

    /// <summary>Says why a client is sent to one of its branches, for people.</summary>
    public abstract string Explain(int branch, int fit, Place place);
}
