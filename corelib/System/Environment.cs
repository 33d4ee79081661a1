namespace System;

public static partial class Environment
{
    public static string NewLine => "\n";

    public static int CurrentManagedThreadId => 1;

    public static int ProcessorCount => 1;
}
