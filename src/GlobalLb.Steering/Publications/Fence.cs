namespace GlobalLb.Steering.Publications;

/// <summary>
/// Keeps an edge from going back: what is older than what it holds is refused. Order is by term, then by the publication's own
/// order; never by time.
/// <code>
///  system    term      order             taken
///  other     any       any               yes: the operator pointed the edge elsewhere
///  same      lower     any               no: a leader that was replaced still speaks
///  same      higher    any               yes
///  same      same      higher or equal   yes
///  same      same      lower             no
/// </code>
/// </summary>
/// <param name="System">The system held; the empty one: none yet.</param>
/// <param name="Term">The highest term seen of it.</param>
/// <param name="Order">The order held within that term.</param>
public readonly record struct Fence(Guid System, long Term, long Order)
{
    /// <summary>Whether a publication may be taken.</summary>
    public bool Lets(Publication publication) =>
        publication.System != System || publication.Term > Term || (publication.Term == Term && publication.Order >= Order);

    /// <summary>Whether what is held is a publication of the same system, or a later one of its kind.</summary>
    /// <param name="other">The fence of that publication.</param>
    public bool Reaches(Fence other) => System == other.System && (Term > other.Term || (Term == other.Term && Order >= other.Order));

    /// <summary>The fence once a publication was taken.</summary>
    public static Fence At(Publication publication) => new(publication.System, publication.Term, publication.Order);
}
