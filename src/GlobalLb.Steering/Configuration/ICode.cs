namespace GlobalLb.Steering.Configuration;

/// <summary>A short name people give to a thing and machines refer to it by.</summary>
/// <typeparam name="TSelf">The code itself.</typeparam>
public interface ICode<TSelf>
    where TSelf : struct, ICode<TSelf>
{
    /// <summary>The text.</summary>
    string Value { get; }

    /// <summary>Takes a text as it is; whether it is well formed is a matter of validation.</summary>
    static abstract TSelf From(string value);
}
