namespace GlobalLb.Steering.Configuration;

/// <summary>A policy that is written once and that any number of others refer to, by a <see cref="ReferenceNode"/>.</summary>
/// <param name="Name">How others refer to it.</param>
/// <param name="Node">What decides.</param>
public sealed record NamedPolicy(PolicyName Name, PolicyNode Node);
