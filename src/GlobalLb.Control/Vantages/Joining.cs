namespace GlobalLb.Control.Vantages;

/// <summary>One stream to one vantage.</summary>
internal sealed class Joining(JoinedVantage vantage, string address)
{
    private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whose it is.</summary>
    public JoinedVantage Vantage => vantage;

    /// <summary>Where it goes.</summary>
    public string Address => address;

    /// <summary>What batches name that belong to it.</summary>
    public Guid Session { get; } = Guid.NewGuid();

    /// <summary>Whether it is open.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Completes when the vantage opened another.</summary>
    public Task Replaced => _replaced.Task;

    /// <summary>Ends it in favour of another.</summary>
    public void Replace() => _replaced.TrySetResult();
}
