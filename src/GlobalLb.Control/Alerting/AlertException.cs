namespace GlobalLb.Control.Alerting;

/// <summary>A message that was not delivered.</summary>
/// <param name="reason">Why, as a phrase. No secret may be in it.</param>
/// <param name="mayHeal">Whether it may be delivered later as it is.</param>
internal sealed class AlertException(string reason, bool mayHeal) : Exception(reason)
{
    public bool MayHeal => mayHeal;
}
