namespace System.Threading;

public static partial class Monitor
{
    public static void Enter(object obj, ref bool lockTaken)
    {
        lockTaken = true;
    }

    public static void Enter(object obj)
    {
    }

    public static void Exit(object obj)
    {
    }
}
