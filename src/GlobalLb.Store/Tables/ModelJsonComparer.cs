using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace GlobalLb.Store.Tables;

/// <summary>
/// Compares parts of the configuration by the text we write: arrays within a part compare by reference, and PostgreSQL's jsonb
/// does not keep the text.
/// </summary>
/// <typeparam name="TPart">The part.</typeparam>
internal sealed class ModelJsonComparer<TPart>() : ValueComparer<TPart>(
    (left, right) => Same(left, right), part => ModelJson<TPart>.Write(part).GetHashCode(StringComparison.Ordinal), part => part)
    where TPart : class
{
    private static bool Same(TPart? left, TPart? right) =>
        left is null || right is null ? ReferenceEquals(left, right) : ModelJson<TPart>.Write(left) == ModelJson<TPart>.Write(right);
}
