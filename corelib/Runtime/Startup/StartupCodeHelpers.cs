using System;
using System.Runtime;

namespace Internal.Runtime.CompilerHelpers;

/// <summary>What the generated <c>__managed__Main</c> calls around <c>Main</c>. Names are ILC's.</summary>
internal static unsafe class StartupCodeHelpers
{
    private static int s_count;
    private static byte** s_values;

    internal static void InitializeCommandLineArgs(int argc, sbyte** argv)
    {
        s_count = argc;
        s_values = (byte**)argv;
    }

    /// <summary>The arguments behind the program's name.</summary>
    internal static string[] GetMainMethodArguments()
    {
        if (s_count <= 1)
            return [];
        string[] result = new string[s_count - 1];
        for (int i = 0; i < result.Length; i++)
            result[i] = HostText.Decode(s_values[i + 1]);
        return result;
    }

    /// <summary>All arguments, the program's name first.</summary>
    internal static string[] GetCommandLine()
    {
        string[] result = new string[s_count];
        for (int i = 0; i < result.Length; i++)
            result[i] = HostText.Decode(s_values[i]);
        return result;
    }
}
