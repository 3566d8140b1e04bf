namespace GlobalLb.Control.Working;

/// <summary>
/// One kind of work that has to be done once for all Controls. It may be done anew after whoever did it was killed, and in the worst
/// case by two at once: it must not matter.
/// </summary>
internal interface IWork
{
    /// <summary>What it is called in the schedule, for ever: a word in small letters.</summary>
    string Name { get; }

    /// <summary>How often it is due.</summary>
    TimeSpan Every { get; }

    /// <summary>How long it may take.</summary>
    TimeSpan Limit { get; }

    /// <summary>Does it.</summary>
    /// <param name="last">When it was due before; null: never, or nobody knows.</param>
    /// <param name="cancellation">It takes too long, or the program stops.</param>
    Task RunAsync(DateTimeOffset? last, CancellationToken cancellation);
}
