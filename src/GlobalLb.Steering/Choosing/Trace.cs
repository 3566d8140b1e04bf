namespace GlobalLb.Steering.Choosing;

/// <summary>The steps of one choice, written down as sentences while it is made: the same code that answers, watched.</summary>
public sealed class Trace
{
    private readonly List<TraceStep> _steps = [];
    private int _depth;

    /// <summary>The steps in the order they were taken.</summary>
    public IReadOnlyList<TraceStep> Steps => _steps;

    /// <summary>Writes one step down.</summary>
    public void Note(string sentence) => _steps.Add(new TraceStep(_depth, sentence));

    /// <summary>What follows belongs to a child of the node that spoke last.</summary>
    public void Enter() => _depth++;

    /// <summary>What follows belongs to the node above again.</summary>
    public void Leave() => _depth--;
}
