namespace System.Runtime;

/// <summary>Exceptions made in advance, for when there is no memory to make them.</summary>
internal static class EmergencyExceptions
{
    private static OutOfMemoryException? s_outOfMemory;
    private static StackOverflowException? s_stackOverflow;

    internal static void Prepare()
    {
        s_outOfMemory = new OutOfMemoryException();
        s_stackOverflow = new StackOverflowException();
    }

    [System.Diagnostics.StackTraceHidden]
    internal static void ThrowOutOfMemory() => throw s_outOfMemory!;

    internal static Exception StackOverflow => s_stackOverflow!;
}
