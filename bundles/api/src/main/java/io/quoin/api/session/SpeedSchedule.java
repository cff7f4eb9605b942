package io.quoin.api.session;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * When the alternative speeds hold by themselves: from one minute of the day to another, which may
 * be of the next day, on the days on which it begins.
 *
 * @param on whether it is kept
 * @param begin minutes after midnight, local time, 0 to 1439
 * @param end the first minute in which they don't hold any more, 0 to 1439; the same as the begin
 *     for a whole day
 * @param days on which it begins
 */
public record SpeedSchedule(boolean on, int begin, int end, Set<DayOfWeek> days) {

  private static final int DAY = 24 * 60;

  /** Off; from 9 to 17 o'clock every day when it is switched on. */
  public static final SpeedSchedule OFF =
      new SpeedSchedule(false, 540, 1020, EnumSet.allOf(DayOfWeek.class));

  /**
   * Copies the days.
   *
   * @throws IllegalArgumentException if a minute is out of range
   */
  public SpeedSchedule {
    if (begin < 0 || begin >= DAY || end < 0 || end >= DAY) {
      throw new IllegalArgumentException("a minute of the day is 0 to 1439");
    }
    days = Set.copyOf(days);
  }

  /**
   * Whether a moment is within it; not whether it is kept.
   *
   * @param moment local time
   * @return true from begin to end
   */
  public boolean covers(LocalDateTime moment) {
    int minute = moment.getHour() * 60 + moment.getMinute();
    boolean today = days.contains(moment.getDayOfWeek());
    boolean yesterday = days.contains(moment.getDayOfWeek().minus(1));
    return begin < end
        ? today && minute >= begin && minute < end
        : (today && minute >= begin) || (yesterday && minute < end);
  }
}
