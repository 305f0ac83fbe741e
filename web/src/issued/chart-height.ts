/** In pixels; known before the chart is there, so that nothing moves when it comes. */
export const chartHeight = 220;
