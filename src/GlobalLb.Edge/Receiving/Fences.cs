using GlobalLb.Steering.Publications;

namespace GlobalLb.Edge.Receiving;

/// <summary>The fence of each kind of publication. A term is over for all kinds at once.</summary>
internal sealed class Fences
{
    private readonly Dictionary<Type, Fence> _byKind = [];

    /// <summary>The system whose publication of a kind is held; the empty one: none yet.</summary>
    public Guid SystemOf<TPublication>()
        where TPublication : Publication => Of<TPublication>().System;

    /// <summary>The fence of a kind; the empty one: nothing of it is held.</summary>
    public Fence Of<TPublication>()
        where TPublication : Publication => _byKind.GetValueOrDefault(typeof(TPublication));

    /// <summary>What keeps a publication out: a newer one of its kind, or one of a later term of the same system; null: it may be taken.</summary>
    public Fence? FindNewer(Publication publication)
    {
        var own = _byKind.GetValueOrDefault(publication.GetType());
        if (!own.Lets(publication)) return own;
        foreach (var other in _byKind.Values)
            if (publication.System == other.System && publication.Term < other.Term) return other;
        return null;
    }

    /// <summary>Remembers what was taken.</summary>
    public void Take(Publication publication) => _byKind[publication.GetType()] = Fence.At(publication);
}
