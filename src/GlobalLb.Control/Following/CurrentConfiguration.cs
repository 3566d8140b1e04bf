using GlobalLb.Store.Configurations;

namespace GlobalLb.Control.Following;

/// <summary>The configuration Control works by; written by <see cref="Leadership"/> alone.</summary>
internal sealed class CurrentConfiguration
{
    private volatile ConfigurationVersion? _value;

    /// <summary>The newest version followed; null before the first.</summary>
    public ConfigurationVersion? Value
    {
        get => _value;
        set => _value = value;
    }
}
