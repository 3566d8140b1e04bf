namespace GlobalLb.Steering.Places;

/// <summary>
/// The tree of a MaxMind DB file while it is made. Below zero a child is no node: <see cref="Nothing"/>, or a value by its offset.
/// </summary>
internal sealed class MmdbNodes
{
    /// <summary>A child that leads nowhere.</summary>
    public const int Nothing = -1;

    // A child always comes after its parent.
    private readonly List<(int Left, int Right)> _nodes = [(Nothing, Nothing)];

    /// <summary>A child that is a value.</summary>
    public static int ValueAt(int offset) => -2 - offset;

    /// <summary>The offset of the value that a child is.</summary>
    public static int OffsetOf(int child) => -2 - child;

    /// <summary>Lets a prefix lead to a value; wider prefixes must have come before.</summary>
    public void Put(UInt128 bits, int length, int value)
    {
        if (length == 0)
        {
            _nodes[0] = (value, value);
            return;
        }

        var node = 0;
        for (var depth = 0; depth < length - 1; depth++)
        {
            var child = Child(node, bits, depth);
            if (child < 0)
            {
                // What held for the whole goes on to hold for both halves.
                _nodes.Add((child, child));
                SetChild(node, bits, depth, child = _nodes.Count - 1);
            }

            node = child;
        }

        SetChild(node, bits, length - 1, value);
    }

    /// <summary>The nodes as a file has them, the root first: one whose halves are the same value is that value.</summary>
    public List<(int Left, int Right)> Number()
    {
        // From the last to the first is from the leaves to the root.
        var becomes = new int[_nodes.Count];
        var kept = 1;
        for (var i = _nodes.Count - 1; i > 0; i--)
        {
            var (left, right) = _nodes[i] = (Become(_nodes[i].Left), Become(_nodes[i].Right));
            becomes[i] = left == right && left < 0 ? left : i;
            if (becomes[i] == i) kept++;
        }

        _nodes[0] = (Become(_nodes[0].Left), Become(_nodes[0].Right));
        var numbers = new int[_nodes.Count];
        for (int i = 0, next = 0; i < numbers.Length; i++)
            if (becomes[i] == i) numbers[i] = next++;
        var numbered = new List<(int Left, int Right)>(kept);
        for (var i = 0; i < numbers.Length; i++)
            if (becomes[i] == i) numbered.Add((NumberOf(_nodes[i].Left), NumberOf(_nodes[i].Right)));
        return numbered;

        int Become(int child) => child < 0 ? child : becomes[child];
        int NumberOf(int child) => child < 0 ? child : numbers[child];
    }

    private int Child(int node, UInt128 bits, int depth) => IsRight(bits, depth) ? _nodes[node].Right : _nodes[node].Left;

    private void SetChild(int node, UInt128 bits, int depth, int child) =>
        _nodes[node] = IsRight(bits, depth) ? (_nodes[node].Left, child) : (child, _nodes[node].Right);

    private static bool IsRight(UInt128 bits, int depth) => ((bits >> (127 - depth)) & 1) != 0;
}
