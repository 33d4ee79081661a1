namespace System.Runtime;

/// <summary>What a frame looks like while its function runs (the bits are described in tools/functions/FrameShape.cs).</summary>
internal readonly unsafe struct FrameShape(uint bits)
{
    private const uint RbpIsSaved = 1;
    private const uint IsFromRbp = 2;

    // Numbers of words in a RegisterContext, and of the bits that say whether they are saved.
    private const int Rbx = 2;
    private const int R15 = 7;

    /// <summary>Makes <paramref name="context"/> the caller's.</summary>
    internal void MoveToCaller(RegisterContext* context)
    {
        nint end = ((bits & IsFromRbp) != 0 ? context->Rbp : context->Rsp) + (nint)(bits >> 8);
        nint* saved = (nint*)end - 1;
        context->Rip = *saved;
        context->Rsp = end;
        if ((bits & RbpIsSaved) != 0)
            context->Rbp = *--saved;
        for (int i = R15; i >= Rbx; i--)
        {
            if ((bits & (1u << i)) != 0)
                ((nint*)context)[i] = *--saved;
        }
    }
}
