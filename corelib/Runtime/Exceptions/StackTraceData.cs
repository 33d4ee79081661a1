namespace System.Runtime;

/// <summary>The frames an exception has passed, as code addresses.</summary>
internal struct StackTraceData
{
    private nint[]? _addresses;
    private int _count;

    internal string? Format() => null;
}
