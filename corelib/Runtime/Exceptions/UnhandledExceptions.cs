using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>The end: nobody catches, so say what happened and abort.</summary>
internal static unsafe class UnhandledExceptions
{
    internal static void Report(Exception exception)
    {
        RuntimeThread* thread = Hooks.Thread();
        if (thread->IsFailing++ == 0)
        {
            FlushProgram();
            FailFast.Write("Unhandled exception. ");
            WriteText(exception);
        }
        else
        {
            FailFast.Write("\nUnhandled exception while another was being reported.\n");
        }
        Hooks.Abort();
    }

    // What the program wrote before it failed comes before what is said about that.
    private static void FlushProgram()
    {
        try
        {
            AppDomain.OnProcessExit();
        }
        catch (Exception)
        {
        }
    }

    // Making the text runs code of the exception's own type and allocates; if that fails, the type's name must do.
    private static void WriteText(Exception exception)
    {
        string text;
        try
        {
            text = exception.ToString() + "\n";
        }
        catch (Exception)
        {
            FailFast.Write("(its text could not be made)\n");
            return;
        }
        FailFast.Write(text);
    }
}

/// <summary>Last words without allocation.</summary>
internal static unsafe class FailFast
{
    internal static void Write(string text)
    {
        const int ChunkSize = 256;
        byte* chunk = stackalloc byte[ChunkSize];
        int used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            uint code = text[i];
            if (code is >= 0xD800 and < 0xDC00 && i + 1 < text.Length && text[i + 1] is >= (char)0xDC00 and < (char)0xE000)
                code = 0x10000 + ((code - 0xD800) << 10) + (uint)(text[++i] - 0xDC00);
            used += Encode(chunk + used, code);
            if (used > ChunkSize - 4)
            {
                Hooks.DebugWrite(chunk, used);
                used = 0;
            }
        }
        Hooks.DebugWrite(chunk, used);
    }

    private static int Encode(byte* output, uint code)
    {
        if (code < 0x80)
        {
            output[0] = (byte)code;
            return 1;
        }
        int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        output[0] = (byte)(((0xFF00u >> (more + 1)) & 0xFFu) | (code >> (6 * more)));
        for (int i = 1; i <= more; i++)
            output[i] = (byte)(0x80 | ((code >> (6 * (more - i))) & 0x3F));
        return more + 1;
    }

    [RuntimeExport("skift_rt_stack_smashed")]
    private static void StackSmashed()
    {
        Write("A buffer on the stack was overrun; the program cannot go on.\n");
        Hooks.Abort();
    }

    /// <summary>For hosts: a fault in the guard page below a stack.</summary>
    [RuntimeExport("skift_rt_stack_overflow")]
    private static void StackOverflow()
    {
        Write("Stack overflow.\n");
        Hooks.Abort();
    }
}
