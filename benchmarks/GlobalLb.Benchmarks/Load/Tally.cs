namespace GlobalLb.Benchmarks.Load;

/// <summary>What the lanes of a generator count; one thread writes.</summary>
internal sealed class Tally
{
    /// <summary>Queries sent.</summary>
    public long Sent { get; set; }

    /// <summary>Queries answered.</summary>
    public long Answered { get; set; }

    /// <summary>Answers without a record in the answer section, such as those to names that do not exist.</summary>
    public long Empty { get; set; }

    /// <summary>Queries not answered in time.</summary>
    public long Lost { get; set; }

    /// <summary>What came back and repeats no question.</summary>
    public long Wrong { get; set; }

    /// <summary>From query to answer.</summary>
    public Histogram Delays { get; } = new();

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        Sent = Answered = Empty = Lost = Wrong = 0;
        Delays.Clear();
    }
}
