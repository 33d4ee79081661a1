namespace System.Runtime;

/// <summary>Where the current thread's stack ends.</summary>
internal static class ThreadStack
{
    internal static nint LowBound => Hooks.StackLowBound();
}
