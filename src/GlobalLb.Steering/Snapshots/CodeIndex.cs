namespace GlobalLb.Steering.Snapshots;

/// <summary>Finds codes in a list: four octets and a few a code.</summary>
internal sealed class CodeIndex
{
    private readonly CodeList _codes;

    // An open-addressing hash table with a fifth of it free; each slot: an index counted from 1, or 0.
    private readonly int[] _slots;

    public CodeIndex(CodeList codes)
    {
        _codes = codes;
        _slots = new int[(codes.Count * 5 / 4) + 1];
        for (var index = 0; index < codes.Count; index++)
        {
            var at = Begin(codes[index]);
            while (_slots[at] != 0) at = Next(at);
            _slots[at] = index + 1;
        }
    }

    /// <summary>The index of a code; −1 when it is not in the list.</summary>
    public int Find(string code)
    {
        for (var at = Begin(code); _slots[at] != 0; at = Next(at))
            if (_codes.IsAt(_slots[at] - 1, code)) return _slots[at] - 1;
        return -1;
    }

    private int Begin(string code) => (int)(((ulong)(uint)code.GetHashCode(StringComparison.Ordinal) * (uint)_slots.Length) >> 32);

    private int Next(int at) => at + 1 == _slots.Length ? 0 : at + 1;
}
