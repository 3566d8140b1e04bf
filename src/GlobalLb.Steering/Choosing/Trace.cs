using System.Runtime.InteropServices;

namespace GlobalLb.Steering.Choosing;

/// <summary>The steps of one choice, written down while it is made: the same code that answers, watched.</summary>
public sealed class Trace
{
    private readonly List<TraceStep> _steps = [];

    // For each node that is being asked: what it asked its children, and what they had.
    private readonly Stack<List<(int Child, int Leaf)>> _asked = [];
    private int _depth;

    /// <summary>The steps in the order they were taken.</summary>
    public IReadOnlyList<TraceStep> Steps => _steps;

    /// <summary>Writes one step down.</summary>
    public void Note(string sentence) => _steps.Add(new TraceStep(_depth, sentence));

    /// <summary>What follows belongs to a child of the node that spoke last.</summary>
    public void Enter() => _depth++;

    /// <summary>What follows belongs to the node above again.</summary>
    public void Leave() => _depth--;

    /// <summary>A node is asked; gives where its first step will stand.</summary>
    internal int Begin()
    {
        _asked.Push([]);
        return _steps.Count;
    }

    /// <summary>The node that was asked last has answered; gives what it asked its own children.</summary>
    /// <param name="child">The node.</param>
    /// <param name="leaf">What it has.</param>
    internal List<(int Child, int Leaf)> End(int child, int leaf)
    {
        var asked = _asked.Pop();
        if (_asked.TryPeek(out var above)) above.Add((child, leaf));
        return asked;
    }

    /// <summary>Puts what a node did to its first step; one that said nothing gets a step.</summary>
    internal void Describe(int at, TracedNode node)
    {
        if (at == _steps.Count) Note(node.Kind);
        ref var step = ref CollectionsMarshal.AsSpan(_steps)[at];
        step = step with { Node = node };
    }
}
