using System.Collections;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Snapshots;

/// <summary>The steered names of all zones in the order they were written: four octets each, a name is made for who looks at it.</summary>
public sealed class SteeredNameList : IReadOnlyList<CompiledName>
{
    private readonly NameTable _names;
    private readonly PolicyTable _policies;
    private readonly int[] _places;

    internal SteeredNameList(NameTable names, PolicyTable policies, int[] places) => (_names, _policies, _places) = (names, policies, places);

    /// <summary>The number of names.</summary>
    public int Count => _places.Length;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _places.Length == 0;

    /// <summary>One of them, in lower case.</summary>
    public CompiledName this[int index]
    {
        get
        {
            var entry = _names.At(_places[index]);
            DomainName.TryRead(entry.Name, out var name);
            return new CompiledName(name!, _policies[entry.Index]);
        }
    }

    /// <summary>The steered name of that name; null when there is none.</summary>
    public CompiledName? Find(DomainName name)
    {
        var entry = _names.Find(new SoughtName(name.Wire));
        return entry.Exists && entry.IsSteered ? new CompiledName(name, _policies[entry.Index]) : null;
    }

    /// <inheritdoc/>
    public IEnumerator<CompiledName> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
