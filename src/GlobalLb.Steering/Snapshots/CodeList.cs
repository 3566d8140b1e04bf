using System.Text;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Codes of pools or endpoints by index, as octets one behind the other: a string each would take four times as much.</summary>
internal sealed class CodeList
{
    private readonly byte[] _octets;
    private readonly int[] _ends;

    public CodeList(IEnumerable<string> codes, int count)
    {
        var octets = new OctetWriter(count * 16);
        _ends = new int[count];
        var next = 0;
        foreach (var code in codes)
        {
            Encoding.UTF8.GetBytes(code, octets.Take(Encoding.UTF8.GetByteCount(code)));
            _ends[next++] = octets.Length;
        }

        _octets = octets.ToArray();
    }

    public int Count => _ends.Length;

    /// <summary>A code; made anew each time.</summary>
    public string this[int index] => Encoding.UTF8.GetString(Octets(index));

    /// <summary>Whether a code is the one at an index. Codes are ASCII, or no document would be valid.</summary>
    public bool IsAt(int index, string code) => Ascii.Equals(Octets(index), code);

    private ReadOnlySpan<byte> Octets(int index) => _octets.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);
}
