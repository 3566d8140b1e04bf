namespace GlobalLb.Web.Live;

/// <summary>What was read, for all who ask within a few seconds: many pages that are open at once read it once.</summary>
/// <param name="age">How old it may be.</param>
/// <param name="clock">What that is counted by.</param>
/// <param name="read">Reads it.</param>
internal sealed class Kept<TRead>(TimeSpan age, TimeProvider clock, Func<Task<TRead>> read)
{
    private readonly Lock _gate = new();
    private Task<TRead>? _reading;
    private long _begun;
    private long _of;

    /// <summary>What was read last, or, when that is too old or failed, what is read now.</summary>
    /// <param name="version">What is read for another version is read anew.</param>
    public Task<TRead> GetAsync(long version)
    {
        lock (_gate)
        {
            if (_reading is { IsFaulted: false, IsCanceled: false } && _of == version && clock.GetElapsedTime(_begun) < age) return _reading;
            (_of, _begun) = (version, clock.GetTimestamp());
            return _reading = read();
        }
    }
}
