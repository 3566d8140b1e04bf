using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;
using GlobalLb.Store.Vantages;
using GlobalLb.Vantage.Joining;

namespace GlobalLb.Control.Vantages;

/// <summary>What <see cref="VantageDesk"/> remembers of a vantage that joined.</summary>
internal sealed class JoinedVantage(VantageCode code, string own)
{
    private volatile Assignment? _assignment;
    private volatile Word? _last;

    public VantageCode Code => code;

    /// <summary>Lets one batch in at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>The stream that counts: the last one that was opened.</summary>
    public Joining? Joining { get; set; }

    /// <summary>The run that batches are counted of.</summary>
    public Guid Run { get; private set; }

    /// <summary>The number of the last batch taken of it.</summary>
    public long Taken { get; private set; }

    /// <summary>Whether its last batch held old news.</summary>
    public bool IsLate { get; set; }

    /// <summary>Whether its last batch was refused.</summary>
    public bool IsRefused { get; set; }

    /// <summary>What was heard with the last batch; null: none was taken.</summary>
    public Word? Last => _last;

    /// <summary>What it is to probe by a configuration.</summary>
    public Assignment By(ConfigurationPublication configuration)
    {
        var known = _assignment;
        return ReferenceEquals(known?.Configuration, configuration) ? known! : _assignment = new Assignment(configuration, code, own);
    }

    /// <summary>Whether a batch was taken before.</summary>
    public bool HasTaken(OutcomeBatch batch) => batch.Run == Run && batch.Number <= Taken;

    /// <summary>Remembers a batch that was taken, now or before.</summary>
    public void Take(OutcomeBatch batch, string address, long clock)
    {
        if (!HasTaken(batch)) (Run, Taken) = (batch.Run, batch.Number);
        _last = new Word(clock, new VantageSeen(code, TimeSpan.Zero, batch.Version, address, batch.Endpoints, batch.Waiting, batch.Dropped));
    }

    /// <summary>What was heard.</summary>
    /// <param name="At">When, on the clock of heartbeats.</param>
    /// <param name="Seen">What; its silence is of that moment.</param>
    internal sealed record Word(long At, VantageSeen Seen);
}
