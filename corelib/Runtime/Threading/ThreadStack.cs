namespace System.Runtime;

/// <summary>Where the current thread's stack ends.</summary>
internal static unsafe class ThreadStack
{
    internal static nint LowBound
    {
        get
        {
            nint low, high;
            Hooks.StackBounds(&low, &high);
            return low;
        }
    }
}
