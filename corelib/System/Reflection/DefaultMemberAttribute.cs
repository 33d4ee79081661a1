namespace System.Reflection;

/// <summary>Written by the C# compiler on types with an indexer.</summary>
public sealed class DefaultMemberAttribute(string memberName) : Attribute
{
    public string MemberName { get; } = memberName;
}

/// <summary>Key and value that the build puts into an assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class AssemblyMetadataAttribute(string key, string? value) : Attribute
{
    public string Key { get; } = key;

    public string? Value { get; } = value;
}
