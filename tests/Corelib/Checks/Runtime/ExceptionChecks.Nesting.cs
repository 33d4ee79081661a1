// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Skift.Tests.Corelib;

internal static partial class ExceptionChecks
{
    private static void Nesting(Check check)
    {
        check.Equal("rethrow", Logged(static () => { try { Throw("x"); } catch (Exception) { s_log += "c"; throw; } }), "c!x");
        check.Equal("throw in catch", Logged(static () => { try { Throw("x"); } catch (Exception) { Throw("y"); } }), "!y");
        check.Equal("throw in finally replaces", Logged(static () => { try { Throw("x"); } finally { Throw("y"); } }), "!y");
        check.Equal("catch inside finally", Logged(static () =>
        {
            try { Throw("x"); }
            finally
            {
                try { Throw("y"); }
                catch (Exception e) { s_log += e.Message; }
            }
        }), "y!x");
        check.Equal("catch inside catch, then rethrow the first", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception)
            {
                try { Throw("y"); }
                catch (Exception e) { s_log += e.Message; }
                throw;
            }
        }), "y!x");
        check.Equal("sibling handlers do not catch each other", Logged(static () =>
        {
            try { Throw("x"); }
            catch (InvalidOperationException) { Throw("y"); }
            catch (Exception) { s_log += "wrong"; }
        }), "!y");
        check.Equal("finally in catch runs", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception)
            {
                try { Throw("y"); }
                finally { s_log += "f"; }
            }
        }), "f!y");
        check.Equal("three levels", Logged(static () =>
        {
            try
            {
                try
                {
                    try { Throw("1"); }
                    catch (Exception e) { s_log += e.Message; Throw("2"); }
                    finally { s_log += "a"; }
                }
                catch (Exception e) { s_log += e.Message; Throw("3"); }
                finally { s_log += "b"; }
            }
            catch (Exception e) { s_log += e.Message; }
        }), "1a2b3");
        check.Equal("outer catch of the same method after a nested throw", Logged(static () =>
        {
            try
            {
                try { Throw("x"); }
                catch (Exception) { Middle(); }
                finally { s_log += "f"; }
            }
            catch (Exception e) { s_log += "o" + e.Message; }
        }), "mfoz");
        check.Equal("throw and catch within a finally of an unwinding frame", Logged(static () =>
        {
            try { Recursive(3); }
            catch (Exception e) { s_log += e.Message; }
        }), "c0c1c2c3end");
    }

    private static void Middle()
    {
        try
        {
            Throw("z");
        }
        finally
        {
            s_log += "m";
        }
    }

    private static void Recursive(int depth)
    {
        try
        {
            if (depth == 0)
                Throw("end");
            Recursive(depth - 1);
        }
        finally
        {
            try
            {
                Throw("inner");
            }
            catch (InvalidOperationException)
            {
                s_log += "c" + depth;
            }
        }
    }

    private sealed class Holder
    {
        public int Field = 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Divide(int a, int b) => a / b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long DivideLong(long a, long b) => a / b;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Read(Holder? holder) => holder!.Field;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Element(int[] array, int index) => array[index];

    private static void Hardware(Check check)
    {
        check.Throws<DivideByZeroException>("divide by zero", static () => Divide(1, 0));
        check.Throws<DivideByZeroException>("remainder by zero", static () => { int zero = Divide(0, 1); _ = 5 % zero; });
        check.Throws<DivideByZeroException>("long divide by zero", static () => DivideLong(1, 0));
        check.Throws<OverflowException>("smallest by -1", static () => Divide(int.MinValue, -1));
        check.Throws<OverflowException>("smallest long by -1", static () => DivideLong(long.MinValue, -1));
        check.Throws<NullReferenceException>("null field", static () => Read(null));
        check.Throws<NullReferenceException>("null string", static () => { string? s = null; _ = s!.Length; });
        check.Throws<NullReferenceException>("null array", static () => Element(null!, 0));
        check.Throws<IndexOutOfRangeException>("index", static () => Element([1], 1));
        check.Throws<IndexOutOfRangeException>("negative index", static () => Element([1], -1));
        check.Throws<OverflowException>("negative length", static () => _ = new int[Divide(-1, 1)]);
        check.Throws<OverflowException>("checked add", static () => _ = checked(int.MaxValue + Divide(1, 1)));
        check.Throws<OverflowException>("checked multiply", static () => _ = checked(long.MaxValue * DivideLong(2, 1)));
        check.Throws<OverflowException>("checked narrowing", static () => _ = checked((byte)Divide(256, 1)));
        check.Throws<OverflowException>("checked double to int", static () => _ = checked((int)(Divide(1, 1) * 3e9)));
        check.Equal("checked that fits", checked(Divide(40, 1) + 2), 42);
        check.Equal("fault in try with finally", Logged(static () => { try { Divide(1, 0); } catch (DivideByZeroException) { s_log += "d"; } finally { s_log += "f"; } }), "df");
        int sum = 0;
        for (int i = 0; i < 100; i++)
        {
            try
            {
                sum += Read(i % 2 == 0 ? null : new Holder());
            }
            catch (NullReferenceException)
            {
                sum += 100;
            }
        }
        check.Equal("many faults", sum, 50 * 100 + 50);
    }

    private static class Failing1
    {
        internal static readonly int Value = Compute();

        private static int Compute()
        {
            Attempts++;
            Throw("static");
            return 1;
        }
    }

    private static int Attempts;

    private static class Counted
    {
        internal static readonly List<int> Items;

        static Counted()
        {
            Attempts += 100;
            Items = [1, 2, 3];
        }
    }

    private static class CircleA
    {
        internal static readonly int Value = CircleB.Value + 1;
    }

    private static class CircleB
    {
        internal static readonly int Value = CircleA.Value + 10;
    }

    private static void StaticConstructors(Check check)
    {
        Attempts = 0;
        string first = TypeInitialization();
        string second = TypeInitialization();
        check.Equal("a failing static constructor", first, "static");
        check.Equal("fails again without running again", second + Attempts, "static1");
        Attempts = 0;
        check.Equal("runs once", Counted.Items.Count + Counted.Items.Count + Attempts, 106);
        check.Equal("circles see zero", CircleA.Value * 100 + CircleB.Value, 1110);
    }

    private static string TypeInitialization()
    {
        try
        {
            return "value " + Failing1.Value;
        }
        catch (TypeInitializationException e)
        {
            return e.InnerException!.Message;
        }
    }

    private static int s_depth;

    private static void Deep(Check check, int frames)
    {
        string name = $"finally blocks of {frames} frames";
        if (check.Omits(name))
            return;
        s_depth = 0;
        try
        {
            Down(frames);
        }
        catch (InvalidOperationException)
        {
        }
        check.Equal(name, s_depth, frames);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Down(int depth)
    {
        if (depth == 0)
            Throw("bottom");
        try
        {
            Down(depth - 1);
        }
        finally
        {
            s_depth++;
        }
    }
}
