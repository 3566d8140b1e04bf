namespace GlobalLb.Steering.Configuration;

/// <summary>When a <see cref="FailoverNode"/> goes back to a child that is more wanted.</summary>
public enum FailBack
{
    /// <summary>As soon as that has something available.</summary>
    Automatic,

    /// <summary>When the operator says so, or when nothing later in the order has anything available.</summary>
    Manual,
}
