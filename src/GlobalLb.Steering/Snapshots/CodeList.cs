using System.Runtime.CompilerServices;
using System.Text;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Codes of pools or endpoints by index, as octets one behind the other: a string each would take many times as much. Neighbours
/// mostly begin alike, so of each code only what it does not share with the one before it is kept: two lengths – what is shared,
/// and the rest – and the rest. Every eighth shares nothing, so that finding one reads few others.
/// </summary>
internal sealed class CodeList
{
    private const int BlockLength = 8;

    // Codes have at most 63 characters, all of them ASCII, or no document would be valid.
    private const int Longest = byte.MaxValue;

    private readonly byte[] _octets;
    private readonly int[] _blocks;

    [SkipLocalsInit]
    public CodeList(IEnumerable<string> codes, int count)
    {
        var octets = new OctetWriter(count * 8);
        _blocks = new int[(count + BlockLength - 1) / BlockLength];
        Span<byte> last = stackalloc byte[Longest], code = stackalloc byte[Longest];
        int lastLength = 0;
        foreach (var text in codes)
        {
            if (Count % BlockLength == 0)
            {
                _blocks[Count / BlockLength] = octets.Length;
                lastLength = 0;
            }

            var length = Encoding.UTF8.GetBytes(text, code);
            var shared = code[..length].CommonPrefixLength(last[..lastLength]);
            octets.Write([(byte)shared, (byte)(length - shared)]);
            octets.Write(code[shared..length]);
            code[..length].CopyTo(last);
            lastLength = length;
            Count++;
        }

        _octets = octets.ToArray();
    }

    public int Count { get; }

    /// <summary>A code; made anew each time.</summary>
    [SkipLocalsInit]
    public string this[int index]
    {
        get
        {
            Span<byte> code = stackalloc byte[Longest];
            return Encoding.UTF8.GetString(code[..Read(index, code)]);
        }
    }

    /// <summary>Whether a code is the one at an index.</summary>
    [SkipLocalsInit]
    public bool IsAt(int index, string code)
    {
        Span<byte> found = stackalloc byte[Longest];
        return Ascii.Equals(found[..Read(index, found)], code);
    }

    private int Read(int index, Span<byte> code)
    {
        var at = _blocks[index / BlockLength];
        for (var left = index % BlockLength; ; left--)
        {
            int shared = _octets[at], rest = _octets[at + 1];
            _octets.AsSpan(at + 2, rest).CopyTo(code[shared..]);
            if (left == 0) return shared + rest;
            at += 2 + rest;
        }
    }
}
