namespace GlobalLb.Steering.Configuration;

/// <summary>What the endpoints of a pool take.</summary>
public enum PoolKind
{
    /// <summary>Connections: TCP or UDP, opaque to us.</summary>
    L4,

    /// <summary>Requests: HTTP or HTTPS.</summary>
    L7,
}
